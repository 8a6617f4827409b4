/**
 * Procedural chest CTs whose organs, IASLC stations and lymph nodes are known exactly: the only node-labelled images
 * that may be shipped. Everything follows from a seed. Writes no files.
 */
package org.lymphatlas.phantom;
