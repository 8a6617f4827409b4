/**
 * A case from CT to measured nodes, and the other jobs a user asks for, each one class with its options: files in, files
 * and a record out. Manifests, stage table, batch. The work itself is done by the rooms below.
 */
package org.lymphatlas.pipeline;
