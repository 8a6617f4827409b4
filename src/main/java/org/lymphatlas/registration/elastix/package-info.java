/**
 * The elastix engine: finds the user's elastix and transformix programs, runs them in a private temporary folder and
 * brings their transforms back. Does not interpret or judge a registration.
 */
package org.lymphatlas.registration.elastix;
