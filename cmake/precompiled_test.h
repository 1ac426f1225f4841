#pragma once
// The same for tests.
#include "precompiled.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
