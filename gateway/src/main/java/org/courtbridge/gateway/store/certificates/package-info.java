/**
 * Certificates of devices, and the authorities that sign them or are believed. Start at {@link
 * org.courtbridge.gateway.store.certificates.StoredCertificates}.
 */
@NullMarked
package org.courtbridge.gateway.store.certificates;

import org.jspecify.annotations.NullMarked;
