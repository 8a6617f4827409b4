/**
 * The same commands for the menu, macros and the shell: one SciJava command a menu item, the launcher that runs them in
 * ImageJ 1 and Fiji, and the shell. Every option is a {@link org.scijava.plugin.Parameter} of a command's class.
 * No image is computed here.
 */
package org.lymphatlas.command;
