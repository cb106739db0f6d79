/** Command {@code study}: nets compared by runs that can be gone on with. */
package sightline.deploy.study;
