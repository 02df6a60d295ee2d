# Runs the ANTLR tool on our grammars and normalises what it writes:
#   cmake -DANTLR4=<tool> -DMODE=write|compare -DGRAMMARS=<this folder> -DGENERATED=<../generated> -DWORK=<scratch> -P regenerate.cmake
# `compare` fails if the committed files differ. Any tool from 4.7 to 4.9 serves; the committed files name their version in
# the first line, which is not compared.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
foreach(grammar OpenQasm2 OpenQasm3Lexer OpenQasm3Parser)
  execute_process(
    COMMAND ${ANTLR4} -Dlanguage=Cpp -no-listener -no-visitor -Werror -package qiao_openqasm -o ${WORK} -lib ${WORK}
            ${GRAMMARS}/${grammar}.g4
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ANTLR4} failed on ${grammar}.g4:\n${output}")
  endif()
endforeach()
set(different "")
foreach(name OpenQasm2Lexer OpenQasm2Parser OpenQasm3Lexer OpenQasm3Parser)
  foreach(suffix h cpp)
    set(file ${name}.${suffix})
    file(READ ${WORK}/${file} text)
    # No machine paths in the header.
    string(REGEX REPLACE "// Generated from [^\n]*/([A-Za-z0-9]+\\.g4) by" "// Generated from \\1 by" text "${text}")
    # The tables are read when the first parser is made, not whenever a program starts that is linked with them.
    if(suffix STREQUAL "cpp")
      string(REGEX REPLACE "\n${name}::Initializer ${name}::_init;" "" text "${text}")
      string(REGEX REPLACE "(\n${name}::${name}\\([^\n]*\\) {\n)" "\\1  static Initializer init;\n" text "${text}")
    else()
      string(REGEX REPLACE "\n *static Initializer _init;" "" text "${text}")
    endif()
    if(NOT text MATCHES "qiao_openqasm" OR (suffix STREQUAL "cpp" AND NOT text MATCHES "static Initializer init;"))
      message(FATAL_ERROR "${file}: the tool's output has changed its form")
    endif()
    if(MODE STREQUAL "write")
      file(WRITE ${GENERATED}/${file} "${text}")
    else()
      file(READ ${GENERATED}/${file} committed)
      string(REGEX REPLACE "// Generated from [^\n]*" "" text "${text}")
      string(REGEX REPLACE "// Generated from [^\n]*" "" committed "${committed}")
      if(NOT text STREQUAL committed)
        list(APPEND different ${file})
      endif()
    endif()
  endforeach()
endforeach()
if(different)
  message(FATAL_ERROR "generated/ does not match the grammars: ${different}; build the target qiao_regenerate_grammar")
endif()
