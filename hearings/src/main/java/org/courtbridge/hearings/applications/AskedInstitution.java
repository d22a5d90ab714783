package org.courtbridge.hearings.applications;

/**
 * The court or institution that is asked to provide video conferencing (Appendix 1).
 *
 * @param address postal, where the participants come or are
 */
public record AskedInstitution(InstitutionId id, String address) {}
