/** People at the wall, as programs. */
package sightline.deploy.soak.view;
