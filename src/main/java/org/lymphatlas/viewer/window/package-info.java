/**
 * The built-in viewer's window in Swing: four panels side by side, the table of nodes, sliders and keys. What a panel
 * shows is painted by {@link org.lymphatlas.viewer}, which knows no windows; nothing here reads files.
 */
package org.lymphatlas.viewer.window;
