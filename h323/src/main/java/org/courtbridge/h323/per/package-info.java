/**
 * The packed encoding rules of ASN.1 (X.691), in the aligned variant that all of H.323 is written in: reading and writing
 * of the pieces that messages are made of. Knows no message.
 *
 * <p>Start at {@link org.courtbridge.h323.per.PerReader} and {@link org.courtbridge.h323.per.PerWriter}.
 */
@NullMarked
package org.courtbridge.h323.per;

import org.jspecify.annotations.NullMarked;
