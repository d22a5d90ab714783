package org.courtbridge.provisioning.inventory;

/** The kind of institution that has a room which joins a hearing, or that answers for one (paras. 2 and 35 of the Rules). */
public enum InstitutionKind {
    COURT,
    /** Department of a region, whose organiser answers for its courts and institutions (paras. 2(4) and 12). */
    DEPARTMENT,
    HOSPITAL,
    SOCIAL_FACILITY,
    DETENTION_FACILITY
}
