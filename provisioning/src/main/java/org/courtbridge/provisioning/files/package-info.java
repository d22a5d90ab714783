/**
 * Configuration files for devices, rendered from templates that a technician can change. Start at {@link
 * org.courtbridge.provisioning.files.TemplateCatalogue}.
 */
@NullMarked
package org.courtbridge.provisioning.files;

import org.jspecify.annotations.NullMarked;
