package org.courtbridge.codecs.srtp;

/** Encrypts and authenticates packets in place under one session key. For one thread. */
sealed interface PacketCipher extends AutoCloseable
        permits OpensslCounterMode, OpensslGcm, JceCounterMode, JceGcm, JceF8 {

    /** Encrypts, and writes the tag. */
    void seal(Envelope packet);

    /**
     * Checks the tag, and decrypts.
     *
     * @return false if the packet is not genuine; its bytes are as they were
     */
    boolean open(Envelope packet);

    /** Frees what Java does not; nothing may be asked of it any more. */
    @Override
    void close();
}
