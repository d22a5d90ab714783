package org.courtbridge.provisioning.testcall;

/** The subject that the picture of a test call should show. */
public enum PictureSubject {
    /** Somebody sits before the camera. */
    PERSON,
    /** A room, in which there may be nobody yet. */
    ROOM
}
