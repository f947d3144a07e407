#pragma once

#include <stddef.h>

// Processors and threads, as Linux knows them; elsewhere nothing is known and nothing done. (Swift does not
// see these functions of the C library, which are no part of POSIX.)

// Writes the numbers of the processors that the calling thread may use, at most so many, and returns how
// many there are.
size_t kp_allowed_processors(int *numbers, size_t most);

// The number of the processor that the calling thread is on; -1 where that is not known.
int kp_current_processor(void);

// Lets the calling thread run on these processors only; where that is not permitted, on any.
void kp_bind_thread(const int *numbers, size_t count);
