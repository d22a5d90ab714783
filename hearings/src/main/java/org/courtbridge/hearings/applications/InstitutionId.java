package org.courtbridge.hearings.applications;

/** Names a court, a department of judicial administration, or another institution that provides video conferencing. */
public record InstitutionId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
