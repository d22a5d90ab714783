/**
 * By what devices prove over TLS who they are: certificates of our own authority, or of their institution's. Start at
 * {@link org.courtbridge.provisioning.certificates.DeviceCertificates}.
 */
@org.jspecify.annotations.NullMarked
package org.courtbridge.provisioning.certificates;
