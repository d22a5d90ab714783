package org.courtbridge.devices;

/** By which a device lets us in. Its text never has the password. */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
