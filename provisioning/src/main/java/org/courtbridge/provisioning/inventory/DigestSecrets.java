package org.courtbridge.provisioning.inventory;

/**
 * The hashes that a device's digest responses are checked with (RFC 8760): H(username:realm:password) in lower-case hexadecimal.
 * Each is as good as the password, so this is never logged.
 */
public record DigestSecrets(String realm, String md5, String sha256) {

    @Override
    public String toString() {
        return "DigestSecrets[" + realm + "]";
    }
}
