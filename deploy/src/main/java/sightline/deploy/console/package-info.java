/** What all commands share with the person at the console. */
package sightline.deploy.console;
