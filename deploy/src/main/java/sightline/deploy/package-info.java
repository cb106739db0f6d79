/** Everything put together: the platform in one process, and the command line that starts it. */
package sightline.deploy;
