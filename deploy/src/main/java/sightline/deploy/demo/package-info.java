/** What a run of the platform came to: counted, measured, told. */
package sightline.deploy.demo;
