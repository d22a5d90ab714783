/** The inventory of devices, their credentials and configuration, and their test calls. */
@NullMarked
package org.courtbridge.provisioning;

import org.jspecify.annotations.NullMarked;
