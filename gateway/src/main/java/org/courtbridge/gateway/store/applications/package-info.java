/** Applications for video conferencing in the database. Start at {@link org.courtbridge.gateway.store.applications.StoredApplications}. */
@NullMarked
package org.courtbridge.gateway.store.applications;

import org.jspecify.annotations.NullMarked;
