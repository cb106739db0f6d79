/** Models that come and go while frames are being looked at. */
package sightline.inference.live;
