/**
 * A case in BigDataViewer, where it is on the class path, as it is in Fiji: four panels side by side with one view. Reached
 * by name, in {@link org.lymphatlas.viewer.bigdataviewer.BdvLibrary} alone, since it cannot be built against from Maven
 * Central.
 */
package org.lymphatlas.viewer.bigdataviewer;
