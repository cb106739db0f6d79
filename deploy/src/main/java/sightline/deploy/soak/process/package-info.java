/** Processes that can be killed: the broker's and the workers', and the disk that can be filled. */
package sightline.deploy.soak.process;
