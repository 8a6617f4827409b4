/**
 * The elastix engine: finds the user's elastix and transformix programs, runs them in a private temporary folder and
 * brings their transforms back. The only room that starts a process. Does not interpret or judge a registration.
 */
package org.lymphatlas.registration.elastix;
