/** Types that all packages of the module share. Start at {@link org.courtbridge.codecs.NativeMemory}. */
@NullMarked
package org.courtbridge.codecs;

import org.jspecify.annotations.NullMarked;
