/** What a model file is, and how it would be fed and read. */
package sightline.deploy.inspect;
