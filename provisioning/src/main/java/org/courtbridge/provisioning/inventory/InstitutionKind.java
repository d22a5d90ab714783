package org.courtbridge.provisioning.inventory;

/** What sort of institution has the room that joins a hearing (paras. 2 and 35 of the Rules). */
public enum InstitutionKind {
    COURT,
    HOSPITAL,
    SOCIAL_FACILITY,
    DETENTION_FACILITY
}
