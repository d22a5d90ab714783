/**
 * H.245 (v16): what a control channel says about media. The classes that end in {@code Types} are the Recommendation's
 * field tables (Annex A), grouped as its Annex B is; within a class a type stands before those that use it.
 *
 * <p>Start at {@link org.courtbridge.h323.h245.H245}.
 */
@NullMarked
package org.courtbridge.h323.h245;

import org.jspecify.annotations.NullMarked;
