package org.courtbridge.court.access;

/** The role of a user in the court's business (paras. 2, 16, 17 and 27 of the Rules); one user may have several. */
public enum Role {
    JUDGE,
    CLERK,
    /** Video-conferencing specialist of a court or region. */
    SPECIALIST,
    /** Organises video conferencing in the region. */
    ORGANISER,
    TECHNICIAN,
    /** Official of a hospital, detention or other institution. */
    OFFICIAL,
    ADMINISTRATOR,
    /** Reads who did what to devices and credentials, and changes nothing. */
    AUDITOR
}
