package org.courtbridge.h323.asn1;

/** The one value of NULL (X.680, clause 24). */
public enum Null {
    NULL
}
