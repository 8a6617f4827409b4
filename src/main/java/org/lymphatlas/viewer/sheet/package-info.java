/**
 * Many cases at a look: a row a case with its verdict, nodes, warnings and small pictures, as pages to print and as a
 * page for the browser. Reads no results; the pipeline says what is in a row.
 */
package org.lymphatlas.viewer.sheet;
