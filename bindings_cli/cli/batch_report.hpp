#pragma once
// What is shown of many translations.

#include <iosfwd>
#include <string>

#include "qiao/translation/batch.hpp"

namespace qiao::cli {

std::string summary(const translation::BatchReport& report);
void write_html(std::ostream& out, const translation::BatchReport& report);

}  // namespace qiao::cli
