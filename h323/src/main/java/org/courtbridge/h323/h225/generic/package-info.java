/**
 * The tables of H.225.0 that its own security framework builds on, and so stand below both: the generic data of H.460.1, and
 * the addresses and aliases that may stand in it.
 *
 * <p>Start at {@link org.courtbridge.h323.h225.generic.GenericDataTypes}.
 */
@NullMarked
package org.courtbridge.h323.h225.generic;

import org.jspecify.annotations.NullMarked;
