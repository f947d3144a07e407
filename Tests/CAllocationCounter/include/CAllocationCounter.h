#pragma once

#include <stddef.h>

// Counts the calls of malloc and its kin on threads that ask for it.
//
// The functions of this target take the place of the C library's in the whole test program, because
// a program's own symbols come before those of its libraries. Other tests run beside: what their
// threads allocate does not count.
void kk_allocations_watch_this_thread(int watches);

// Returns the calls of all watched threads since the last time it was asked.
size_t kk_allocations_take(void);
