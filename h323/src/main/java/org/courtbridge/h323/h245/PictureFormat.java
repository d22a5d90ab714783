package org.courtbridge.h323.h245;

/** The picture formats of H.261 and H.263. */
public enum PictureFormat {
    SQCIF("sqcif", 128, 96),
    QCIF("qcif", 176, 144),
    CIF("cif", 352, 288),
    CIF4("cif4", 704, 576),
    CIF16("cif16", 1408, 1152);

    private final String alternative;
    private final int width;
    private final int height;

    PictureFormat(String alternative, int width, int height) {
        this.alternative = alternative;
        this.width = width;
        this.height = height;
    }

    /** Of VideoMode; with "MPI" behind it, of a capability. */
    String alternative() {
        return alternative;
    }

    /** Samples. */
    public int width() {
        return width;
    }

    /** Lines. */
    public int height() {
        return height;
    }
}
