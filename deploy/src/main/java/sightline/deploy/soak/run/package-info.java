/** What every run needs: a screen, and one way to fail. */
package sightline.deploy.soak.run;
