package org.courtbridge.provisioning.inventory;

/** The kind of institution that has the room which joins a hearing (paras. 2 and 35 of the Rules). */
public enum InstitutionKind {
    COURT,
    HOSPITAL,
    SOCIAL_FACILITY,
    DETENTION_FACILITY
}
