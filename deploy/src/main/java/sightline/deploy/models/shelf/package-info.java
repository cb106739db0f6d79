/** The commands about models and their versions. */
package sightline.deploy.models.shelf;
