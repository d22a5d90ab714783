package org.courtbridge.provisioning.inventory;

/** The largest picture that a device is told we take, from its next call on. */
public enum LargestPicture {
    /** As large as the processors of the gateway allow. */
    AUTOMATIC,
    /** 1280×720 at 30 pictures a second. */
    P720,
    /** 1920×1080 at 30 pictures a second. */
    P1080
}
