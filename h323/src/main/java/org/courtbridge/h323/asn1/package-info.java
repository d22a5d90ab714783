/**
 * ASN.1 types and their values (X.680), as far as H.225.0, H.235, H.245 and H.460 use them. A Recommendation's field table
 * is written down once, as a tree of {@link org.courtbridge.h323.asn1.Type}s; from it come reading and writing in aligned
 * PER, printing, and the random values of the tests.
 *
 * <p>Start at {@link org.courtbridge.h323.asn1.SequenceType} and {@link org.courtbridge.h323.asn1.Sequence}.
 */
@NullMarked
package org.courtbridge.h323.asn1;

import org.jspecify.annotations.NullMarked;
