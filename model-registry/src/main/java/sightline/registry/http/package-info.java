/** The registry over HTTP; {@code openapi.yaml} describes it. */
package sightline.registry.http;
