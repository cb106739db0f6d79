/** What stands in requests, checked and refused by name. */
package sightline.registry.http.request;
