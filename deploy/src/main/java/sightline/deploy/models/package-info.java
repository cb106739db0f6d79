/**
 * The model registry as the command line sees it: asked over HTTP, waited for, told to a person.
 */
package sightline.deploy.models;
