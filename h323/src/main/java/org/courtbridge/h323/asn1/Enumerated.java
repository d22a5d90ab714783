package org.courtbridge.h323.asn1;

/**
 * The value of an ENUMERATED.
 *
 * @param index in the order of X.691, clause 14, from 0; extensions follow the root
 * @param name empty for one that a later version added
 */
public record Enumerated(int index, String name) {

    @Override
    public String toString() {
        return name.isEmpty() ? "UNKNOWN(" + index + ")" : name;
    }
}
