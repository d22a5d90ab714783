package org.courtbridge.devices.simulate;

/** A front that proves who it is, by a certificate or a host key that it made itself. */
public interface SecureFront extends Front {

    /** Another key from now on, as after a factory reset. Connections are closed. */
    void changeKey();
}
