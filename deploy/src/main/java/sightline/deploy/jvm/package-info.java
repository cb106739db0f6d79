/** Other Java processes like this one. */
package sightline.deploy.jvm;
