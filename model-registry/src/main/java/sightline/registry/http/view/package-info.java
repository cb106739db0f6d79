/**
 * What is known of models, slots and promotions, as the JSON that {@code openapi.yaml} describes.
 */
package sightline.registry.http.view;
