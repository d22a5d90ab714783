package org.courtbridge.provisioning.testcall;

/** The subject of a check; the texts of each lie in files of its own. */
public enum Subject {
    /** The call itself. */
    CALL("call"),
    SOUND("sound"),
    PICTURE("picture"),
    LINE("line"),
    /** The media that the place is sent by us. */
    SENT("sent"),
    /** The device's own status. */
    DEVICE("device");

    private final String texts;

    Subject(String texts) {
        this.texts = texts;
    }

    /** Beginning of the names of the files that have the sentences, {@code NAME_TAG.properties}. */
    String texts() {
        return texts;
    }
}
