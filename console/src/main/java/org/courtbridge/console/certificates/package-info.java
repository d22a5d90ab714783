/**
 * Certificates of devices, and their enrolment over secure transport (RFC 7030). Start at
 * {@link org.courtbridge.console.certificates.CertificateDesk}.
 */
@NullMarked
package org.courtbridge.console.certificates;

import org.jspecify.annotations.NullMarked;
