/**
 * The check that a model has to pass before it becomes a version. It runs in a process of its own,
 * which a hostile file may bring down. Entry: {@link sightline.inference.check.CheckMain}.
 */
package sightline.inference.check;
